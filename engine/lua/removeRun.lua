#!lua flags=allow-oom
--[[
  Removes all that the engine's scripts keep of a run, unless it is under way or pinned: looked at and done in
  one, for somebody may retry or pin it meanwhile.

  KEYS all runKeys

  Returns 0 removed; -1 GONE, nothing was there; -11 UNSETTLED; -12 PINNED
  Events  none
  Cost    O(1): the memory is given back outside of the script
]]
--- @include "includes/runKeys"
local live, settled, pinned = unpack(redis.call("HMGET", runKey, "live", "settled", "pinned"))

if live ~= "1" then return -1 end
if settled ~= "1" then return -11 end
if pinned == "1" then return -12 end
redis.call("UNLINK", unpack(allKeys))
return 0
