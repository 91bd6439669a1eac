"""训练: fit the weights of reading order on simulated pages, judge them, and take their evidence away."""
