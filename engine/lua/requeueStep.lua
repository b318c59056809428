#!lua flags=allow-oom
--[[
  A queued step whose job BullMQ no longer has is delivered again under a new id; after five times it has
  failed, and says so.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] epoch      that the caller looked for

  Returns { 0, flush } or { -1 GONE } or { -2 STALE }
  Events  step.changed
  Cost    O(1)
]]
--- @include "includes/flush"
--- @include "includes/outcomes"
local givenNow, contextText, e, epoch = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
local r = rec(e)
if r.e ~= epoch or not (r.s == "Q" or r.s == "S" or r.s == "T") then return { -2 } end
r.q = (r.q or 0) + 1
if r.q > context.infraLimit then
  failWith(e, "INFRA_LOST", "Its job was lost " .. context.infraLimit
    .. " times. Look whether something else deletes keys of this Redis, then retry.")
else
  release(e)
  r.e = r.e + 1
  if r.s == "Q" then dispatch(e) else toOutbox(e) end
end
process(context.budget)
return { 0, flush() }
