--- @include "includes/states"
--[[
  From ready to BullMQ. An element that may run is queued and put into the outbox by the script that makes
  it so; a process then adds the job and acknowledges. At most `window` elements of a run are in flight;
  the others wait, queued, in the ready list.
]]
local sent = {}
local dueAt, dueGone = {}, {}
local outboxAdd, outboxGone, readyAdd = {}, {}, {}

local function setDue(e, at)
  dueAt[e], dueGone[e] = at, nil
end

local function clearDue(e)
  dueAt[e], dueGone[e] = nil, true
end

local function jobOf(e)
  return e .. "." .. rec(e).e
end

local function toOutbox(e)
  local job = jobOf(e)
  outboxAdd[job], outboxGone[job] = now, nil
  sent[#sent + 1] = e
  local r = rec(e)
  setDue(e, (r.du and r.du > now and r.du or now) + context.queuedMs)
end

-- Takes an element out of flight. Its old job, when it comes, is told that it is stale.
local function release(e)
  local r = rec(e)
  if r.f then
    r.f = nil
    addRun("inflight", -1)
  end
  local job = jobOf(e)
  outboxAdd[job], outboxGone[job] = nil, true
  clearDue(e)
  touch(e)
end

local function dispatch(e)
  local r = rec(e)
  if run.paused == 1 then
    if r.s ~= "H" then changeState(e, "H") end
  elseif run.inflight < run.window then
    r.f = 1
    addRun("inflight", 1)
    if r.s ~= "Q" then changeState(e, "Q") end
    toOutbox(e)
  else
    if r.s ~= "Q" then changeState(e, "Q") end
    readyAdd[#readyAdd + 1] = jobOf(e)
  end
  touch(e)
  addStepEvent(e)
end

-- When an element whose turn is now may start.
local function dueOf(e)
  local t = static(e)
  return math.max(t.d and now + t.d or 0, t.t or 0)
end

-- Delayed ones do not count as in flight: they would keep the window from those that can run.
local function schedule(e, due)
  rec(e).du = due
  changeState(e, "S")
  toOutbox(e)
  if isVisible(e) then addStepEvent(e) end
end

-- Fills the window from the ready list. Entries of an older epoch, or revoked since, are passed over.
local function fillWindow(limit)
  while limit > 0 and run.paused == 0 and run.inflight < run.window do
    local job = redis.call("LPOP", readyKey)
    if not job then return end
    limit = limit - 1
    local dot = string.find(job, ".", 1, true)
    local e, epoch = tonumber(string.sub(job, 1, dot - 1)), tonumber(string.sub(job, dot + 1))
    local r = rec(e)
    if r.e == epoch and not r.f and r.s == "Q" then dispatch(e) end
  end
end
