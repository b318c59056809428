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
local run, runChanged, records, changed, statics, payloads
atEntry(function()
  now, context = 0, {}
  run, runChanged, records, changed, statics, payloads = {}, {}, {}, {}, {}, {}
end)

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
  local values = redis.call("HMGET", runKey, "live", unpack(NUMBERS))
  if values[1] ~= "1" then return false end
  for i, name in ipairs(NUMBERS) do run[name] = tonumber(values[i + 1] or "0") or 0 end
  return true
end

local function setRun(name, value)
  run[name] = value
  runChanged[name] = true
end

local function addRun(name, by)
  setRun(name, run[name] + by)
end

-- An element's part of the plan. The payload behind the first line is the user's and never decoded here.
local function static(e)
  local found = statics[e]
  if found then return found end
  local text = redis.call("HGET", planKey, e)
  if not text then error("element " .. e .. " is not in the plan") end
  local cut = string.find(text, "\n", 1, true)
  found = cjson.decode(string.sub(text, 1, cut - 1))
  statics[e] = found
  payloads[e] = string.sub(text, cut + 1)
  return found
end

-- An element's record; one that was never touched has none stored.
local function rec(e)
  local found = records[e]
  if found then return found end
  local text = redis.call("HGET", stepsKey, e)
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
