--- @include "includes/dispatch"
--[[
  The work lists: what is still to be propagated. An item is `{ op, first, last, src, cause, kind }` and stands
  for every element from first to last.

  Ops that take something back or mark a scope (`-o -b -p r t y z d h g e`) stand in `back`, ops that lead on
  (`+o +b +p v w`) in `ahead`, which is worked off when `back` is empty: so an element is looked at only when all
  that was sent before has been taken back. `~o ~b ~p` make room for another signal that follows at once, in its
  place in the order. Each list is first in, first out, over as many scripts as it takes: what a script does not
  get done within its budget stays in Redis, and what it adds goes behind that.
]]
local LEADS_ON = { ["+o"] = true, ["+b"] = true, ["+p"] = true, v = true, w = true,
  ["~o"] = true, ["~b"] = true, ["~p"] = true }

local PAGE = 256

-- `items` from `head` on are next. `total` of them lie in Redis, the first `loaded` of these are in `items` as
-- well; what is added meanwhile waits in `added` until all of them are.
local function newList(key)
  return { key = key, items = {}, head = 1, loaded = 0, total = 0, added = {} }
end

local back, ahead
atEntry(function() back, ahead = newList(backKey), newList(aheadKey) end)

local function openList(list)
  list.total = redis.call("LLEN", list.key)
end

local function loadWork()
  openList(back)
  openList(ahead)
end

local function push(item)
  local list = LEADS_ON[item[1]] and ahead or back
  local to = list.loaded < list.total and list.added or list.items
  to[#to + 1] = item
end

local function loadPage(list)
  for _, text in ipairs(redis.call("LRANGE", list.key, list.loaded, list.loaded + PAGE - 1)) do
    list.items[#list.items + 1] = cjson.decode(text)
    list.loaded = list.loaded + 1
  end
  if list.loaded < list.total then return end
  for _, item in ipairs(list.added) do list.items[#list.items + 1] = item end
  list.added = {}
end

local function isEmpty(list)
  return list.head > #list.items and list.loaded >= list.total
end

-- The list whose turn it is, with its next item at `head`.
local function nextList()
  local list = isEmpty(back) and ahead or back
  if isEmpty(list) then return end
  if list.head > #list.items then loadPage(list) end
  return list
end

local function hasWork()
  return not (isEmpty(back) and isEmpty(ahead))
end

local function storeList(list)
  local done = math.min(list.head - 1, list.loaded)
  if done > 0 then redis.call("LTRIM", list.key, done, -1) end
  -- Begun and not finished: the range is shorter now.
  if list.head <= list.loaded then redis.call("LSET", list.key, 0, cjson.encode(list.items[list.head])) end
  for i = math.max(list.head, list.loaded + 1), #list.items do
    redis.call("RPUSH", list.key, cjson.encode(list.items[i]))
  end
  for _, item in ipairs(list.added) do redis.call("RPUSH", list.key, cjson.encode(item)) end
end

local function storeWork()
  storeList(back)
  storeList(ahead)
end
