"""Attendance: devices, schedules, the day ledger and the month summary."""
