#!lua flags=allow-oom
--[[
  Deletes a workflow, or takes that back. What was deleted is kept whole for a while, then Redis forgets it.

  KEYS[1] head       hash: the workflow as it is now
  KEYS[2] versions   hash
  KEYS[3] documents  hash
  KEYS[4] runs       zset: its runs

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] removed    "1" or "0"
  ARGV[3] keepMs     how long a deleted workflow is kept

  Returns { 0 }; { 1 } when it was so already; { -1 GONE }
  Cost    O(1)
]]
local headKey, versionsKey, documentsKey, runsKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local givenNow, removed, keepMs = ARGV[1], ARGV[2] == "1", tonumber(ARGV[3])

if not redis.call("HGET", headKey, "revision") then return { -1 } end
local wasRemoved = redis.call("HEXISTS", headKey, "removedAt") == 1
if wasRemoved == removed then return { 1 } end

local now = tonumber(givenNow)
if not now then
  local time = redis.call("TIME")
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
if removed then
  redis.call("HSET", headKey, "removedAt", string.format("%.0f", now))
else
  redis.call("HDEL", headKey, "removedAt")
end
for _, key in ipairs({ headKey, versionsKey, documentsKey, runsKey }) do
  if removed then redis.call("PEXPIRE", key, keepMs) else redis.call("PERSIST", key) end
end
return { 0 }
