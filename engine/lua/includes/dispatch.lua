--- @include "includes/states"
--[[
  From ready to BullMQ. An element that may run is queued and put into the outbox by the script that makes
  it so; a process then adds the job and acknowledges. At most `window` elements of a run are on their way,
  sent and not claimed yet; the others wait, queued, in the ready list. A worker that has finished a step of
  the run may take them from there without a delivery (follow.lua), so the window bounds how many of a large run
  stand before another run's in BullMQ's queue, not how many run.
]]
local sent, dueAt, dueGone
local outboxAdd, outboxGone, readyAdd
atEntry(function()
  sent, dueAt, dueGone = {}, {}, {}
  outboxAdd, outboxGone, readyAdd = {}, {}, {}
end)

local function setDue(e, at)
  dueAt[e], dueGone[e] = at, nil
end

local function clearDue(e)
  dueAt[e], dueGone[e] = nil, true
end

local function jobOf(e)
  return nameOf(e) .. "." .. nameOf(rec(e).e)
end

local LATE_MS = 1000

local function toOutbox(e)
  local job = jobOf(e)
  outboxAdd[job], outboxGone[job] = now, nil
  sent[#sent + 1] = e
  local r = rec(e)
  -- BullMQ goes by the clocks of whoever sends and takes: what is delayed is looked for soon after its time.
  setDue(e, r.du and r.du > now and r.du + LATE_MS or now + context.queuedMs)
end

-- On its way from now on.
local function depart(e)
  rec(e).f = 1
  addRun("inflight", 1)
end

-- Its delivery, if it had one, is over.
local function arrive(e)
  local r = rec(e)
  if not r.f then return end
  r.f = nil
  addRun("inflight", -1)
end

-- Ends its delivery. Its old job, when it comes, is told that it is stale.
local function release(e)
  arrive(e)
  local job = jobOf(e)
  outboxAdd[job], outboxGone[job] = nil, true
  clearDue(e)
  touch(e)
end

-- Since when it waits for a worker: its turn has come, or its time.
local function noteWait(r)
  if not r.tq then r.tq = r.du and r.du <= now and r.du or now end
end

-- How long the wait was takes less room than since when, and a large run has many finished steps.
local function noteStart(r)
  noteWait(r)
  r.wq, r.tq = math.max(now - r.tq, 0), nil
  if r.t0 then r.ta = now else r.t0 = now end
end

-- The next execution has times of its own.
local function forgetTimes(r)
  r.tq, r.wq, r.ta = nil, nil, nil
end

local function dispatch(e)
  local r = rec(e)
  noteWait(r)
  if run.paused == 1 then
    if r.s ~= "H" then changeState(e, "H") end
  elseif run.inflight < run.window then
    depart(e)
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

-- The ready list is read by pages and cut at the end, like everything else.
local READY_PAGE = 64
local readyPage, readyRead, readyTaken
atEntry(function() readyPage, readyRead, readyTaken = {}, 0, 0 end)

local function takeReady()
  readyTaken = readyTaken + 1
end

-- The first that waits there still; entries of an older epoch, or revoked since, are passed over.
local function peekReady()
  while true do
    if readyTaken >= readyRead then
      readyPage = redis.call("LRANGE", readyKey, readyRead, readyRead + READY_PAGE - 1)
      if #readyPage == 0 then return end
      readyRead = readyRead + #readyPage
    end
    local job = readyPage[#readyPage - (readyRead - readyTaken) + 1]
    local dot = string.find(job, ".", 1, true)
    local e, epoch = tonumber(string.sub(job, 1, dot - 1)), tonumber(string.sub(job, dot + 1))
    local r = rec(e)
    if r.e == epoch and not r.f and r.s == "Q" then return e end
    takeReady()
  end
end

-- Fills the window again when half of it has been claimed: many jobs at once are cheaper than many times one.
local function fillWindow(limit)
  if run.paused == 1 or run.inflight > math.floor(run.window / 2) then return end
  while limit > 0 and run.inflight < run.window do
    local e = peekReady()
    if not e then return end
    takeReady()
    limit = limit - 1
    dispatch(e)
  end
end
