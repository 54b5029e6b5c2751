def slope(t):
    return 1010.0 if draws_of(t).uniform() < p else -10.0


#= shared/line
