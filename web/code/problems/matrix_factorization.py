users, films = 30, 40


def make_ratings():
    """The training ratings: which user, which film, and the rating."""
    random = Pcg32(seed, 3)
    truth = random.normals(users + films, 2)
    ratings = []
    for u in range(users):
        for f in range(films):
            rating = 0.1 * random.normal() + truth[u] @ truth[users + f]
            if random.uniform() < 0.4:
                ratings.append((u, users + f, rating))
    u, f, rating = zip(*ratings)
    return np.array(u), np.array(f), np.array(rating)


start = begin * Pcg32(seed, 1).normals((users + films) * rank)
user, film, rating = make_ratings()


def loss(w, t=0):
    vectors, items = w.reshape(-1, rank), batch_of(t, len(rating))
    predicted = np.sum(vectors[user[items]] * vectors[film[items]], axis=1)
    return np.mean((predicted - rating[items]) ** 2)


def gradient(w, t=0):
    vectors, items = w.reshape(-1, rank), batch_of(t, len(rating))
    u, f = vectors[user[items]], vectors[film[items]]
    error = 2 / len(items) * (np.sum(u * f, axis=1) - rating[items])[:, None]
    g = np.zeros_like(vectors)
    np.add.at(g, user[items], error * f)
    np.add.at(g, film[items], error * u)
    return g.ravel()
