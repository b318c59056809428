--[[
  Writes a page of the plan of nodes that a running step bears, into the numbers that were reserved.

  KEYS all runKeys

  ARGV[1] element
  ARGV[2] token
  ARGV[3..] pairs    number, text

  Returns 0 written; -1 GONE; -2 STALE
  Events  none
  Cost    O(pairs)
]]
--- @include "includes/store"
--- @include "includes/pages"
local e, token = tonumber(ARGV[1]), ARGV[2]

if not readRun() then return -1 end
local r = rec(e)
if r.s ~= "R" or r.k ~= token then return -2 end
writePlan(ARGV, 3)
return 0
