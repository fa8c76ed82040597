print("Linnet")
