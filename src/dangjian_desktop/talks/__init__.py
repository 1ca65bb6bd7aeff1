"""谈心谈话: who has talked with whom this year, and who has not been talked to yet."""
