-- The keys of one run, in the order of engine/keys.ts. All carry the hash tag {runId}.
local runKey, planKey, stepsKey = KEYS[1], KEYS[2], KEYS[3]
local resultsKey, notesKey, reportsKey = KEYS[4], KEYS[5], KEYS[6]
local birthsKey, outboxKey, dueKey = KEYS[7], KEYS[8], KEYS[9]
local readyKey, workKey, eventsKey = KEYS[10], KEYS[11], KEYS[12]
local allKeys = { runKey, planKey, stepsKey, resultsKey, notesKey, reportsKey, birthsKey, outboxKey, dueKey,
  readyKey, workKey, eventsKey }
