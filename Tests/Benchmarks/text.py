def build(n):
    line = ""
    for i in range(1, n + 1):
        line = line + f"item {i}, "
    return line
total = 0
for _ in range(10):
    words = build(100000).split(", ")
    total = total + len(words) + len(words[999])
print(total)
