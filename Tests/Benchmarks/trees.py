def make(depth):
    if depth == 0:
        return {"left": None, "right": None}
    return {"left": make(depth - 1), "right": make(depth - 1)}
def size(tree, depth):
    if depth == 0:
        return 1
    return 1 + size(tree["left"], depth - 1) + size(tree["right"], depth - 1)
total = 0
for _ in range(20):
    total = total + size(make(15), 15)
print(total)
