"""Run files: FIT, GPX, TCX and the lists of Strava and Garmin Connect, read into runs that are counted once each."""
