"""What all tests go by: a law is held against no clock, since a machine may be busy with something else."""

from hypothesis import HealthCheck, settings

settings.register_profile("house", settings(deadline=None, suppress_health_check=[HealthCheck.too_slow]))
settings.load_profile("house")
