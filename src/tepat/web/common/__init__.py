"""What every app stands on: validity periods, jobs with a lease, today's date, and the helpers of views."""
