def make_data(count=train):
    """The first training items of a packed dataset; its folder, or the address of one, may be given as an argument."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "data"
    index = json.loads(read(f"{folder}/{data}/index.json"))
    x, y = [], []
    for chunk in index["train"]["chunks"]:
        if sum(map(len, y)) >= count:
            break
        # The bytes of all items of a chunk, then a label for each.
        content = np.frombuffer(gzip.decompress(read(f"{folder}/{data}/{chunk['file']}")), np.uint8)
        x.append(content[: -chunk["items"]].reshape(-1, *index["shape"]))
        y.append(content[-chunk["items"] :])
    x = np.concatenate(x)[:count].astype(np.float32) / 255  #? !symbols
    x = np.concatenate(x)[:count]  #? symbols
    return x, np.concatenate(y)[:count]


def read(path):
    if "://" in path:
        return urllib.request.urlopen(path).read()
    with open(path, "rb") as file:
        return file.read()
