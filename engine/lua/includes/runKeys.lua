--[[
  A function of Redis lives on between calls, and what it keeps in a local is there at the next call of anybody.
  So whatever a call writes down for itself is named here, and made anew when a call begins.
]]
local resets = {}

local function atEntry(reset)
  resets[#resets + 1] = reset
end

-- The keys of one run, in the order of engine/keys.ts. All carry the hash tag {runId}.
local runKey, planKey, stepsKey, resultsKey, notesKey, reportsKey, birthsKey
local outboxKey, dueKey, readyKey, backKey, aheadKey, eventsKey
local allKeys

-- The first thing of every call.
local function enter(KEYS)
  allKeys = { unpack(KEYS, 1, 13) }
  runKey, planKey, stepsKey = KEYS[1], KEYS[2], KEYS[3]
  resultsKey, notesKey, reportsKey = KEYS[4], KEYS[5], KEYS[6]
  birthsKey, outboxKey, dueKey = KEYS[7], KEYS[8], KEYS[9]
  readyKey, backKey, aheadKey, eventsKey = KEYS[10], KEYS[11], KEYS[12], KEYS[13]
  for i = 1, #resets do resets[i]() end
end

local TYPES = { "hash", "hash", "hash", "hash", "hash", "hash", "list", "zset", "zset", "list", "list", "list",
  "stream" }

-- A run has no lifetime of Redis' own: engine/retention removes it. One that is being submitted has, and one that
-- an older version has settled.
local function keepAlive()
  for _, key in ipairs(allKeys) do redis.call("PERSIST", key) end
end

-- Redis takes nothing back when a script fails half-way, so a key of another type is found before any write.
local function checkKeys()
  for i, key in ipairs(allKeys) do
    local found = redis.call("TYPE", key).ok
    if found ~= TYPES[i] and found ~= "none" then
      error("key " .. key .. " is a " .. found .. ", not a " .. TYPES[i]
        .. ": something else writes into this Redis under this prefix. Remove the run.")
    end
  end
end
