"""接读: does one run of lines go on from another? Forms, words, a learned network, and the joint solution."""
