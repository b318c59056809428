#!lua flags=allow-oom
--[[
  Jobs that BullMQ has confirmed one by one leave the outbox.

  KEYS all runKeys

  ARGV[1..] jobs     element "." epoch

  Returns how many left
  Events  none
  Cost    O(jobs)
]]
--- @include "includes/runKeys"
local gone = 0
for i = 1, #ARGV do gone = gone + redis.call("ZREM", outboxKey, ARGV[i]) end
return gone
