--[[
  Writes a page of the plan of a run that is being submitted. Pages can be written again and in any order;
  nothing is visible before submitRun.

  KEYS all runKeys

  ARGV[1] token      the submission's: pages of two submissions of one run id do not mix
  ARGV[2] first      "1" for the first page, which claims the submission
  ARGV[3..] pairs    field, text

  Returns 0 written; -1 EXISTS; -2 STALE, another submission of this id has begun
  Events  none
  Cost    O(pairs)
]]
--- @include "includes/runKeys"
--- @include "includes/pages"
local token, first = ARGV[1], ARGV[2]
-- What nobody goes on submitting leaves nothing.
local UNFINISHED_MS = 3600000

checkKeys()
if redis.call("HGET", runKey, "live") == "1" then return -1 end
if first == "1" then
  redis.call("HSET", runKey, "upload", token)
elseif redis.call("HGET", runKey, "upload") ~= token then
  return -2
end
writePlan(ARGV, 3)
redis.call("PEXPIRE", runKey, UNFINISHED_MS)
redis.call("PEXPIRE", planKey, UNFINISHED_MS)
return 0
