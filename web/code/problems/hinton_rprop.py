def slope(t):
    # Small slopes, then one that outweighs them.
    return -gradient_ * (period - 1) if (t + 1) % period == 0 else gradient_


#= shared/line
