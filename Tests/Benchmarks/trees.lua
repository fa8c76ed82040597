local function make(depth)
  if depth == 0 then return {left = false, right = false} end
  return {left = make(depth - 1), right = make(depth - 1)}
end
local function size(tree, depth)
  if depth == 0 then return 1 end
  return 1 + size(tree.left, depth - 1) + size(tree.right, depth - 1)
end
local total = 0
for _ = 1, 20 do total = total + size(make(15), 15) end
print(total)
