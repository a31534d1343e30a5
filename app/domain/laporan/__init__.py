"""What do dashboards, recaps and examinations read? Nothing here writes to the domain."""
