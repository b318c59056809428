#!lua flags=allow-oom
--[[
  The one way from running to an outcome. Counted once however often it is sent: a step moves by one
  compare-and-set on its state, epoch and token.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] epoch
  ARGV[5] token
  ARGV[6] outcome    D succeeded · F failed · T one more attempt · V stopped after a revoke · P stopped by
                     choice · I goes on with another signature · B replaced by a container · U unfolded
  ARGV[7] value      D: result, JSON · P: reason · I: payload · B, U: JSON of the birth
  ARGV[8] brief      F, T: error for the record, JSON
  ARGV[9] full       F, T: error with its stack, JSON
  ARGV[10] delayMs   T: until the next attempt
  ARGV[11] document  B, U: what the drawing needs of the birth, JSON

  Returns { 0 OK | 1 DUP | -1 GONE | -2 STALE, flush }
  Events  step.changed for the step and for each that follows from it; nodes.born
  Cost    O(what follows) up to the budget; the rest is work
]]
--- @include "includes/flush"
--- @include "includes/finish"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, epoch, token = tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local outcome, value, brief, full = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local delayMs, document = tonumber(ARGV[10]), ARGV[11]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork(context.budget)
local r = rec(e)
if r.k ~= token or token == "" then return { -2 } end
if r.s ~= "R" or r.rp or r.e ~= epoch then
  process(context.budget)
  return { 1, flush() }
end
r.x = (r.x or 0) + 1
if r.rv and outcome ~= "V" then outcome = "V" end
finishAs(e, outcome, { value = value, brief = brief, full = full, delayMs = delayMs, document = document })
process(context.budget)
return { 0, flush() }
