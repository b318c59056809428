--- @include "includes/runKeys"
--[[
  What a script reads and writes of a run. Records are read once, changed in memory and written together
  at the end (flush.lua): a script that refuses or fails half-way has changed nothing.

  Run fields: see engine/lua/README.md. Numbers of the run are kept as numbers here.
]]
local now
-- What the engine was made with: runId, channel, times in milliseconds, limits.
local context
-- It is the same from call to call as long as the calls are about one run, and never written to.
local contextOfLast, textOfLast
local run, runChanged, records, changed, payloads
atEntry(function()
  now, context = 0, {}
  run, runChanged, records, changed, payloads = {}, {}, {}, {}, {}
end)

-- The name of an element, as keys and members have it. Redis writes a number out in full at each use, slowly.
local names = { most = 4096, count = 0, of = {} }

local function nameOf(e)
  local name = names.of[e]
  if name then return name end
  if names.count == names.most then names.of, names.count = {}, 0 end
  name = string.format("%d", e)
  names.of[e], names.count = name, names.count + 1
  return name
end

-- Elements of plans as they were decoded, by the key of the plan: what is in the plan of a submitted run never
-- changes, so a later call finds it here. `gen` tells a run from another that had its id before.
local plans = { most = 16, mostStatics = 1000, count = 0, of = {} }
local plan
atEntry(function() plan = { size = 0, statics = {} } end)

local function usePlan(gen)
  if not gen then return end
  local known = plans.of[planKey]
  if not known then
    if plans.count == plans.most then plans.of, plans.count = {}, 0 end
    plans.count = plans.count + 1
  end
  if not known or known.gen ~= gen or known.size > plans.mostStatics then
    known = { gen = gen, size = 0, statics = {} }
    plans.of[planKey] = known
  end
  plan = known
end

-- A run that another version has made is left to that version's processes: what is written in it may mean
-- something else. engine/format.ts makes an error of its own of this one.
local function checkFormat()
  local format, formats = run.format or 0, context.formats
  if format > formats.newest or (format > 0 and format < formats.oldest) then
    error({ err = "FORMAT " .. format })
  end
end

-- The clock is Redis' own unless a test gives another: workers' clocks may be wrong by hours.
local function begin(given, contextText)
  if contextText ~= textOfLast then contextOfLast, textOfLast = cjson.decode(contextText), contextText end
  context = contextOfLast
  checkFormat()
  checkKeys()
  if given ~= "" then
    now = tonumber(given)
  else
    local time = redis.call("TIME")
    now = time[1] * 1000 + math.floor(time[2] / 1000)
  end
end

local NUMBERS = { "seq", "order", "size", "drawn", "window", "inflight", "failed", "revoked", "joins", "joined", "veiled", "retries",
  "paused", "revokedAll", "pinned", "format", "submittedAt", "startedAt", "finishedAt", "settled",
  "P", "S", "Q", "R", "T", "D", "F", "V", "K", "H" }

-- False when there is no such run, or it has not been submitted whole yet.
local function readRun()
  local values = redis.call("HMGET", runKey, "live", "gen", unpack(NUMBERS))
  if values[1] ~= "1" then return false end
  usePlan(values[2])
  for i = 1, #NUMBERS do run[NUMBERS[i]] = tonumber(values[i + 2] or "0") or 0 end
  return true
end

local function setRun(name, value)
  run[name] = value
  runChanged[name] = true
end

local function addRun(name, by)
  setRun(name, run[name] + by)
end

-- Reads an element of the plan, if there is one. The payload behind the first line is the user's and never
-- decoded here.
local function readPlan(e)
  local text = redis.call("HGET", planKey, nameOf(e))
  if not text then return end
  local cut = string.find(text, "\n", 1, true)
  payloads[e] = string.sub(text, cut + 1)
  if plan.statics[e] then return end
  plan.statics[e] = cjson.decode(string.sub(text, 1, cut - 1))
  plan.size = plan.size + 1
end

local function isPlanned(e)
  if not plan.statics[e] then readPlan(e) end
  return plan.statics[e] ~= nil
end

-- An element's part of the plan. Never written to.
local function static(e)
  local found = plan.statics[e]
  if found then return found end
  if not isPlanned(e) then error("element " .. e .. " is not in the plan") end
  return plan.statics[e]
end

local function payloadOf(e)
  if not payloads[e] then readPlan(e) end
  return payloads[e]
end

-- An element's record; one that was never touched has none stored.
local function rec(e)
  local found = records[e]
  if found then return found end
  local text = redis.call("HGET", stepsKey, nameOf(e))
  -- `j` lets a reader know a join without reading the plan.
  found = text and cjson.decode(text)
    or { s = "P", e = 1, n = static(e).n or 0, j = static(e).k == "j" and 1 or nil }
  records[e] = found
  return found
end

local function touch(e)
  changed[e] = true
end

local function isTerminal(state)
  return state == "D" or state == "F" or state == "V" or state == "K"
end

local function isJoin(e)
  return static(e).k == "j"
end
