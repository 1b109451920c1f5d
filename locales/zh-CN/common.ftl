yes = 是
