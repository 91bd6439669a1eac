"""接读: does one run of lines go on from another? Forms, words, prices, and the joint solution."""
