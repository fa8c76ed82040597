n = 3000000
prime = [False] + [i > 1 for i in range(1, n + 1)]
i = 2
while i * i <= n:
    if prime[i]:
        for k in range(i * i, n + 1, i):
            prime[k] = False
    i = i + 1
found = 0
for p in prime:
    if p:
        found = found + 1
print(found)
