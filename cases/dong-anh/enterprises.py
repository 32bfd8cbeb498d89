"""The invented enterprises whose cells make up the committee of the case.

Legal forms, trades and names are put together by hand so that they read like a district's enterprises; none of them is
meant to be an existing firm. The trade decides the share of women among the people of a cell.
"""

# Share of women by trade: an assumption, only so that the books do not look the same in every cell.
WOMEN = {
    "mechanics": 0.18,
    "garment": 0.68,
    "construction": 0.16,
    "food": 0.5,
    "transport": 0.18,
    "electronics": 0.5,
    "trade": 0.5,
    "wood": 0.25,
    "environment": 0.38,
    "health": 0.62,
    "education": 0.66,
    "credit": 0.56,
    "farming": 0.42,
    "plastics": 0.4,
    "printing": 0.45,
    "hospitality": 0.55,
    "security": 0.1,
    "energy": 0.2,
    "software": 0.34,
}

# The cells that stand under the committee when the book opens: CB01, CB02, … in this order.
OPENING = [
    ("Công ty cổ phần Cơ khí Ánh Dương", "mechanics"),
    ("Công ty TNHH May Hoa Sen Trắng", "garment"),
    ("Công ty cổ phần Xây dựng Trường Lâm", "construction"),
    ("Công ty cổ phần Thực phẩm Đồng Xanh Việt", "food"),
    ("Công ty TNHH Vận tải Bình Minh Xanh", "transport"),
    ("Công ty cổ phần Thiết bị điện Hải Quang Minh", "electronics"),
    ("Công ty TNHH một thành viên Môi trường Suối Ngàn", "environment"),
    ("Công ty cổ phần Bê tông Thạch Bàn Long", "construction"),
    ("Hợp tác xã Rau an toàn Cánh Đồng Mới", "farming"),
    ("Công ty TNHH Đồ gỗ Mỹ nghệ Tùng Bách", "wood"),
    ("Công ty cổ phần Nhựa kỹ thuật Tân Khởi", "plastics"),
    ("Công ty cổ phần In và Bao bì Chữ Việt", "printing"),
    ("Công ty TNHH Dược phẩm An Tâm Phúc", "health"),
    ("Quỹ tín dụng nhân dân Hợp Lực", "credit"),
    ("Công ty cổ phần Thương mại Chợ Sớm", "trade"),
    ("Công ty cổ phần Khuôn mẫu Chính Xác Việt", "mechanics"),
    ("Công ty TNHH Dịch vụ Cơ điện Ba Cầu", "mechanics"),
    ("Công ty cổ phần May xuất khẩu Sợi Vàng", "garment"),
    ("Công ty TNHH Giáo dục Mầm Non Nắng Mai", "education"),
    ("Công ty cổ phần Đầu tư Xây lắp Hưng Thổ", "construction"),
    ("Công ty TNHH Điện tử Sao Khuê Bắc", "electronics"),
    ("Công ty cổ phần Kho vận Bến Sông", "transport"),
    ("Công ty TNHH Bảo vệ Tín Nghĩa Việt", "security"),
    ("Công ty cổ phần Khách sạn Đầm Vân Nga", "hospitality"),
    ("Công ty TNHH Cấp nước Giếng Ngọc Xanh", "environment"),
    ("Công ty cổ phần Sơn và Hóa chất Màu Đất", "plastics"),
    ("Công ty TNHH Bánh kẹo Làng Gạo", "food"),
    ("Công ty cổ phần Cầu trục Vạn Sức", "mechanics"),
    ("Công ty TNHH Phần mềm Ô Cửa Sáng", "software"),
    ("Công ty cổ phần Xăng dầu Ngã Ba Đường", "energy"),
    ("Công ty TNHH Nội thất Mộc Quê", "wood"),
    ("Công ty cổ phần Giống cây trồng Đất Lúa", "farming"),
    ("Công ty TNHH Phòng khám Đa khoa Nhân Hòa Tâm", "health"),
    ("Công ty cổ phần Gạch ngói Lò Son", "construction"),
    ("Công ty TNHH Giày da Bước Vững", "garment"),
    ("Công ty cổ phần Dây và Cáp điện Tia Sáng Bắc", "electronics"),
    ("Công ty cổ phần Xe khách Đường Làng", "transport"),
    ("Công ty TNHH Thức ăn chăn nuôi Vàng Mùa", "farming"),
    ("Công ty cổ phần Tư vấn Thiết kế Nét Thẳng", "construction"),
    ("Công ty TNHH Siêu thị Giỏ Đầy", "trade"),
    ("Doanh nghiệp tư nhân Vật liệu Cát Sỏi Đôi Bờ", "construction"),
    ("Công ty cổ phần Đúc kim loại Lửa Hồng Xuân", "mechanics"),
    ("Công ty TNHH Bao bì Giấy Tre", "printing"),
    ("Công ty cổ phần Chế biến Nông sản Hạt Mẩy", "food"),
    ("Công ty TNHH Quản lý Chợ Đầu Cầu", "trade"),
    ("Công ty cổ phần Điện lạnh Băng Nguyên", "electronics"),
    ("Công ty TNHH Cây xanh Công viên Lá Bàng", "environment"),
    ("Công ty cổ phần Năng lượng Gió Đồng", "energy"),
    ("Công ty TNHH Linh kiện Ô tô Bánh Đà", "mechanics"),
    ("Công ty cổ phần Dệt khăn Bông Nhẹ", "garment"),
    ("Công ty TNHH Đào tạo nghề Tay Thợ", "education"),
    ("Công ty cổ phần Kính xây dựng Trong Sáng", "construction"),
    ("Công ty TNHH Thiết bị y tế Nhịp Thở", "health"),
    ("Hợp tác xã Vận tải Bốn Bánh", "transport"),
    ("Công ty cổ phần Nhôm định hình Bạch Kim Long", "mechanics"),
    ("Công ty TNHH Du lịch Thành Ốc Xưa", "hospitality"),
]

# The cell that the district committee hands over in the term: it stands under HU when the book opens.
RECEIVED = ("Công ty cổ phần Kết cấu thép Thành Rồng", "mechanics")

# The cells founded in the term, in the order of their founding.
FOUNDED = [
    ("Công ty TNHH Công nghệ Mạch Tích Hợp Việt", "electronics"),
    ("Công ty cổ phần Giao nhận Nhanh Tay", "transport"),
    ("Công ty TNHH May mặc Chỉ Hồng", "garment"),
    ("Công ty cổ phần Y tế Cửa Xanh", "health"),
    ("Công ty TNHH Tự động hóa Nhịp Máy", "mechanics"),
    ("Công ty cổ phần Thương mại điện tử Sạp Hàng Số", "software"),
    ("Công ty TNHH Thực phẩm sạch Bếp Quê Nhà", "food"),
]

RENAMED = "Công ty cổ phần Đồ gỗ Mỹ nghệ Tùng Bách"
