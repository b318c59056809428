#!lua flags=allow-oom
--[[
  Extends the leases of the steps that one worker holds in one run, and tells which are to stop.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3..] pairs    element, token

  Returns for each pair 0 OK, 1 CANCEL, -2 LOST
  Events  none
  Cost    O(pairs)
]]
--- @include "includes/store"
local givenNow, contextText = ARGV[1], ARGV[2]

local live = readRun()
begin(givenNow, contextText)
local replies = {}
for i = 3, #ARGV, 2 do
  local e, token = tonumber(ARGV[i]), ARGV[i + 1]
  local r = live and redis.call("HEXISTS", planKey, e) == 1 and rec(e)
  if not r or r.s ~= "R" or r.k ~= token or r.rp then
    replies[#replies + 1] = -2
  elseif r.rv then
    -- The grace time runs on: what does not stop is taken away when it is over.
    replies[#replies + 1] = 1
  else
    redis.call("ZADD", dueKey, now + context.leaseMs, e)
    replies[#replies + 1] = 0
  end
end
return replies
