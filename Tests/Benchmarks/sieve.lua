local n = 3000000
local prime = {}
for i = 1, n do prime[i] = i > 1 end
local i = 2
while i * i <= n do
  if prime[i] then
    for k = i * i, n, i do prime[k] = false end
  end
  i = i + 1
end
local found = 0
for _, p in ipairs(prime) do if p then found = found + 1 end end
print(found)
