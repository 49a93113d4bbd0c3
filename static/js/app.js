const tags = ["photo-field"];
