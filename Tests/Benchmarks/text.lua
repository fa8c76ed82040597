-- Joining with .. in a loop is quadratic in Lua; the book's way is a table and table.concat.
local function build(n)
  local parts = {}
  for i = 1, n do parts[#parts + 1] = "item " .. i .. ", " end
  return table.concat(parts)
end
local function split(text, separator)
  local words, from = {}, 1
  while true do
    local a, b = string.find(text, separator, from, true)
    if not a then words[#words + 1] = string.sub(text, from); return words end
    words[#words + 1] = string.sub(text, from, a - 1)
    from = b + 1
  end
end
local total = 0
for _ = 1, 10 do
  local words = split(build(100000), ", ")
  total = total + #words + #words[1000]
end
print(total)
