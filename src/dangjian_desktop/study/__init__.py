"""学习: the year's plan, its sessions in many forms, the rota of speakers, and every member's hours."""
