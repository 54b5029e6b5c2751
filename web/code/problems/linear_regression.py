x = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0], [4.0, 5.0]])
y = np.array([2.0, 3.0, 4.0, 5.0])


#= shared/least_squares
