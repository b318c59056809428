#!lua flags=allow-oom
--[[
  Works off a part of what is left to propagate in a run.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON

  Returns flush; { 0, 0, 0, 0 } when there is no such run
  Events  step.changed
  Cost    O(budget)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]

if not readRun() then return { 0, 0, 0, 0 } end
begin(givenNow, contextText)
loadWork()
process(context.budget)
return flush()
