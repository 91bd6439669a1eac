"""评测: what says how good hkpaper is: samples with floors, a page simulator, the fitting of weights."""
