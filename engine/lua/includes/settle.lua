--- @include "includes/signals"
-- An element becomes terminal: out of flight, its outcome sent, the next copy of a map's window started.

-- A copy of a map with a window has ended, however: the next one may start. Once for each copy.
local function advancePool(e)
  local t, r = static(e), rec(e)
  if not t.l or r.pd then return end
  r.pd = 1
  local exit = rec(t.l)
  local pool = exit.po
  if not pool or pool.cursor >= pool.count then return end
  for _, offset in ipairs(pool.starts) do
    local start = pool.first + pool.cursor * pool.stride + offset
    push({ "+o", start, start, t.l })
  end
  pool.cursor = pool.cursor + 1
  touch(t.l)
end

local function settle(e, state)
  local r = rec(e)
  if isInFlight(r.s) then release(e) end
  changeState(e, state)
  r.t1 = now
  r.rv = nil
  r.du = nil
  if isVisible(e) then
    addStepEvent(e)
    addRun("order", 1)
    r.o = run.order
  end
  send("+", e)
  advancePool(e)
end

-- Takes an outcome back: the element waits again. `sign`: "-" for a retry, "~" where the order matters.
local function unsettle(e, sign)
  send(sign, e)
  if sign == "~" then
    local t = static(e)
    for _, links in ipairs({ t.x or {}, t.o or {}, t.b or {} }) do sendTo(links, { "v" }) end
  end
  local r = rec(e)
  changeState(e, "P")
  r.t1, r.ck, r.em, r.er, r.st, r.ex = nil, nil, nil, nil, nil, nil
  if isVisible(e) then addStepEvent(e) end
end

-- A new attempt starts from 0 of the total that it said; a report is never read here, only replaced.
local function forgetReport(e)
  local total = rec(e).tt
  if total then
    redis.call("HSET", reportsKey, e, '{"total":' .. string.format("%.0f", total) .. "}")
  else
    redis.call("HDEL", reportsKey, e)
  end
end

-- Out of the queue and back to waiting, under a new epoch so that the old job finds nothing to do.
local function unqueue(e)
  local r = rec(e)
  release(e)
  r.e = r.e + 1
  r.k, r.rv, r.du, r.c = nil, nil, nil, nil
  forgetTimes(r)
  changeState(e, "P")
  if isVisible(e) then addStepEvent(e) end
end
