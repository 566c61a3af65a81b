
"""The origin."""

# 1-2. Two at once in both.
print(1, 2)

# 3. Alone in both.
print(3)
