--- @include "includes/process"
--[[
  Writes everything at once and wakes whoever watches. Returns what the caller has to send to BullMQ and
  whether there is work left: `{ more, settled, revoked, revoking, job … }`, a job as the JSON array
  `[element, epoch, queue, priority, delayMs]`.
]]
local BATCH = 500

local function writeAll(command, key, list)
  for i = 1, #list, BATCH do
    redis.call(command, key, unpack(list, i, math.min(i + BATCH - 1, #list)))
  end
end

local function flushRecords()
  local list = {}
  for e in pairs(changed) do
    local text = cjson.encode(records[e])
    local event = eventOf[e]
    if event and not event.fields then event.fields = text end
    list[#list + 1] = nameOf(e)
    list[#list + 1] = text
  end
  writeAll("HSET", stepsKey, list)
end

local function flushQueues()
  -- Of the due index: an element, or "x" and the element that may expire.
  local function memberOf(e) return type(e) == "number" and nameOf(e) or e end
  local add, gone = {}, {}
  for job, at in pairs(outboxAdd) do
    add[#add + 1] = at
    add[#add + 1] = job
  end
  for job in pairs(outboxGone) do gone[#gone + 1] = job end
  writeAll("ZREM", outboxKey, gone)
  writeAll("ZADD", outboxKey, add)
  add, gone = {}, {}
  for e, at in pairs(dueAt) do
    add[#add + 1] = at
    add[#add + 1] = memberOf(e)
  end
  for e in pairs(dueGone) do gone[#gone + 1] = memberOf(e) end
  writeAll("ZREM", dueKey, gone)
  writeAll("ZADD", dueKey, add)
  if readyTaken > 0 then redis.call("LTRIM", readyKey, readyTaken, -1) end
  writeAll("RPUSH", readyKey, readyAdd)
end

local function flushRun()
  local list = {}
  for name in pairs(runChanged) do
    list[#list + 1] = name
    list[#list + 1] = string.format("%.0f", run[name])
  end
  writeAll("HSET", runKey, list)
end

local function noteSettled()
  local settled = isSettled() and not hasWork()
  if settled and run.settled == 0 then
    setRun("settled", 1)
    setRun("finishedAt", now)
    -- Nothing waits any more; in a paused run nobody has passed over what was revoked in it.
    readyAdd, readyTaken = {}, 0
    redis.call("UNLINK", readyKey)
  elseif not settled and run.settled == 1 then
    setRun("settled", 0)
    setRun("finishedAt", 0)
  end
end

-- In step with the size of the run: a trampoline of many thousand iterations is one step and takes the room
-- of one. Who comes back after more than is kept takes a new snapshot.
local EVENTS_AT_LEAST, EVENTS_AN_ELEMENT = 500, 100

-- Without fields where there is nothing to tell but that it happened.
local function appendEvent(entry, at)
  local fields = entry.fields or entry.kind == "s" and cjson.encode(rec(tonumber(entry.n)))
  if fields then
    redis.call("XADD", eventsKey, entry.id, "t", at, "k", entry.kind, "n", entry.n, "d", fields)
  else
    redis.call("XADD", eventsKey, entry.id, "t", at, "k", entry.kind, "n", entry.n)
  end
end

local function flushEvents()
  if #events == 0 then return end
  local at = string.format("%.0f", now)
  for _, entry in ipairs(events) do appendEvent(entry, at) end
  local kept = math.min(context.maxEvents, EVENTS_AT_LEAST + EVENTS_AN_ELEMENT * run.size)
  if run.seq > kept then redis.call("XTRIM", eventsKey, "MAXLEN", "~", kept) end
  redis.call("PUBLISH", context.channel, context.runId)
end

local function jobsToSend(limit)
  local jobs = {}
  for _, e in ipairs(sent) do
    if #jobs >= limit then break end
    local r, t = rec(e), static(e)
    if outboxAdd[jobOf(e)] then
      local delay = r.du and math.max(0, r.du - now) or 0
      jobs[#jobs + 1] = cjson.encode({ e, r.e, t.q or "", t.y or 0, delay })
    end
  end
  return jobs
end

local function flush()
  fillWindow(BATCH)
  storeWork()
  noteSettled()
  flushRecords()
  flushQueues()
  flushEvents()
  flushRun()
  return { hasWork() and 1 or 0, run.settled, revokedNow, revokingNow, unpack(jobsToSend(BATCH)) }
end
