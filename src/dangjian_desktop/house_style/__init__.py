"""公文格式: where the branch's papers deviate from GB/T 9704-2012, the same on every PC of the branch."""
