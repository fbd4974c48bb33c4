namespace taizhang {}
