--[[
  Log lines of one step: a capped stream. None of a run that is gone: nobody would ever remove them.

  KEYS all runKeys
  KEYS[14] log     stream: lines of the step
  KEYS[15] logs    set: elements that have lines

  ARGV[1] element
  ARGV[2] attempt
  ARGV[3] kept       how many lines the stream keeps at most
  ARGV[4..] lines    at, message

  Returns 0 written; -1 GONE
  Events  none
  Cost    O(lines)
]]
--- @include "includes/runKeys"
local logKey, logsKey = KEYS[14], KEYS[15]
local e, attempt, kept = ARGV[1], ARGV[2], ARGV[3]

if redis.call("HGET", runKey, "live") ~= "1" then return -1 end
for i = 4, #ARGV, 2 do
  redis.call("XADD", logKey, "MAXLEN", "~", kept, "*", "t", ARGV[i], "a", attempt, "m", ARGV[i + 1])
end
redis.call("SADD", logsKey, e)
return 0
