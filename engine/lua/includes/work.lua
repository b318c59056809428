--- @include "includes/dispatch"
--[[
  The work list: what is still to be propagated. An item is `{ op, first, last, src, cause, kind }` and
  stands for every element from first to last.

  Ops that take something back or mark a scope (`-o -b -p r t y z d h g`) go before ops that lead on (`+o +b +p v`):
  so an element is looked at only when all that was sent before has been taken back. `~b ~p` make room for
  another signal that follows at once, in its place in the order. What a script does not
  get done within its budget stays in a list in Redis, first part first, for the next script of the run.
]]
local back, ahead = {}, {}
local backHead, aheadHead = 1, 1
local loaded, unloaded = 0, 0

local LEADS_ON = { ["+o"] = true, ["+b"] = true, ["+p"] = true, v = true,
  ["~b"] = true, ["~p"] = true }

local function push(item)
  local list = LEADS_ON[item[1]] and ahead or back
  list[#list + 1] = item
end

local function loadWork(budget)
  local length = redis.call("LLEN", workKey)
  if length == 0 then return end
  local items = redis.call("LRANGE", workKey, 0, budget - 1)
  loaded, unloaded = #items, length - #items
  for _, text in ipairs(items) do push(cjson.decode(text)) end
end

local function nextItem()
  if backHead <= #back then return back, backHead end
  if aheadHead <= #ahead then return ahead, aheadHead end
end

local function hasWork()
  return unloaded > 0 or nextItem() ~= nil
end

-- What is left goes back in front of what was not loaded, in its order.
local function storeWork()
  if loaded > 0 then redis.call("LTRIM", workKey, loaded, -1) end
  local rest = {}
  for i = backHead, #back do rest[#rest + 1] = cjson.encode(back[i]) end
  local front = #rest
  for i = aheadHead, #ahead do rest[#rest + 1] = cjson.encode(ahead[i]) end
  for i = front, 1, -1 do redis.call("LPUSH", workKey, rest[i]) end
  for i = front + 1, #rest do redis.call("RPUSH", workKey, rest[i]) end
end
