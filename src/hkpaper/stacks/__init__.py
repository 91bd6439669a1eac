"""题组: headline stacks: which lines are a kicker, a main line, a deck, and whose they are."""
