--[[
  Reserves numbers for nodes that a running step bears. Asked again by whoever executes the same decision
  it gives the same ones.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] token
  ARGV[5] size       how many numbers

  Returns { 0, first number } or { -2 STALE } or { -1 GONE }
  Events  none
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, token, size = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
local r = rec(e)
if r.s ~= "R" or r.k ~= token then return { -2 } end
if not r.rb or r.rb[2] ~= size then
  r.rb = { run.size, size }
  addRun("size", size)
  touch(e)
end
local first = r.rb[1]
flush()
return { 0, first }
