"""A text
with 'quotes' and # no comment
"""
import socket  # a comment with "quotes"

PORT = 0x1F99 + 1_000 + 2.5e3
path = rb"\d" + b'\'' + "tab\t" + '''three
lines'''


async def main(name, *, limit=None):
    """Say hello."""
    if name is not None and limit not in (1, 2):
        print(f"{name}: {len(name):>4} {{braces}} {limit!r}", end="")
        print(f"{name[0:2]} {({'a': 1})['a']} {name:{limit}}")
    return lambda: [True, False, None]


if __name__ == "__main__":
    main("é", limit=1)
