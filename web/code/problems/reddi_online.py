def slope(t):
    return 1010.0 if t % 101 == 0 else -10.0


#= shared/line
